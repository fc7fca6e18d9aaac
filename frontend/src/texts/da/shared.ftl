# Words that every page uses.

waiting-room = Virtuelt venteværelse
