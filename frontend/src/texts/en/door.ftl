# The doors: a personal link, and the public one. Fetched only by who comes in by a door.

# --- the way in

door-title = You are about to enter the waiting room of { $clinic }
door-due-today = Your appointment is today at { $time }
door-due-tomorrow = Your appointment is tomorrow at { $time }
door-due-day = Your appointment is on { $day } at { $time }
door-role-relative = You are invited as a relative.
door-role-interpreter = You are invited as an interpreter.
door-role-colleague = You are invited as a health professional.
door-go = Enter the waiting room
door-going = Entering
door-how = How it works
door-how-wait = You wait here on this page. You may put your phone down.
door-how-turn = When it is your turn, the page tells you with a sound, and you tap Go in.
door-how-camera = You only use camera and microphone in the call. You can talk without a camera.
door-how-place = If you lose the connection, your place is kept.
door-check = Test camera and sound
door-unknown-title = We do not know this address
door-unknown-text = Check whether it is spelled right, or call the clinic.

# --- a link that does not let in

link-early-title = You are in good time
link-early-text = You need not do anything now. Open the link again shortly before your appointment.
link-late-title = The link is no longer valid
link-late-text = The time for this link has passed. If you still need to talk to the clinic, call them.
link-revoked-title = The link is closed
link-revoked-text = If you have a newer link, use that one. Otherwise call the clinic.

# --- who walks in

walk-in-name = What is your name?
walk-in-name-hint = Only the clinic can see your name.
walk-in-name-missing = Write your name, so that the clinic knows who you are.
walk-in-reason = What would you like to talk about?
walk-in-reason-hint = Keep it short. Only the clinic can see it.
walk-in-reason-missing = Write a few words about what you would like to talk about.
walk-in-queue = Where are you going?
walk-in-queue-missing = Choose where you are going.
walk-in-language = Which language do you prefer to speak?
walk-in-role = Who are you?
walk-in-role-patient = I am here for myself
walk-in-role-relative = I am here for somebody else
walk-in-check = Something is missing. Look at the fields.
