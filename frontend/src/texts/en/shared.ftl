# Words that every page uses.

waiting-room = Virtual waiting room
