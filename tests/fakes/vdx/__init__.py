"""A double of MedCom's Video API v2: it refuses what the real one refuses."""
