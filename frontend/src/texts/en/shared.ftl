# Words that every page uses.

waiting-room = Virtual waiting room
language-switch = Dansk
language-switch-label = Læs siden på dansk
