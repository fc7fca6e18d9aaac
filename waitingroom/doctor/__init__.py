"""Looks at an installation from outside, as browsers and strangers will, and says what is wrong."""

from waitingroom.doctor.examination import doctor, examined
from waitingroom.doctor.finding import Finding, Level
from waitingroom.doctor.installation import Installation

__all__ = ["Finding", "Installation", "Level", "doctor", "examined"]
