# Words that every page uses.

waiting-room = Virtuelt venteværelse
language-switch = English
language-switch-label = Read this page in English
