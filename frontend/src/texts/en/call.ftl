# Words in a call, for guests and for staff.

incall-title = Call with { $others }
incall-somebody = the other person
incall-people = In the call
incall-you = You
incall-you-hidden = Your camera is off
incall-you-shown = What you show

incall-role-patient = Patient
incall-role-relative = Relative
incall-role-interpreter = Interpreter
incall-role-colleague = Professional
incall-role-staff = Clinician

incall-where-coming = on the way in
incall-where-away = no connection
incall-where-outside = waiting outside the door
incall-where-expected = not here yet
incall-state-presenting = showing their screen
incall-state-phone = by phone
incall-state-sound = sound only
incall-state-hidden = camera off
incall-state-silent = microphone off

# --- what is happening

incall-joining = We are opening the call
incall-joining-more = This takes a few seconds.
incall-alone = We are waiting for { $others }
incall-alone-more = You are in. Stay here, the call begins by itself.
incall-alone-again = { $others } is not in the call right now
incall-alone-again-more = Stay here if you are not finished. The call is still open.
incall-coming = { $name } is on the way in
incall-coming-more = You are in. This takes a few seconds.
incall-returning = { $name } has lost the connection
incall-returning-more = Wait a moment. The picture comes back by itself when the connection is good.
incall-no-picture = { $name } has turned the camera off
incall-no-picture-more = You can still hear each other.
incall-no-picture-yet = Wait a moment. The picture comes when the camera is on.
incall-talking = You are talking with { $name }
incall-talking-sound = The call is without picture.
incall-talking-narrow = You chose to go without picture, so that the sound gets through better.
incall-talking-theirs = { $name } has sound only.
incall-outside = { $name } is waiting outside the door
incall-outside-more = The call is locked. You can let { $name } in.
incall-locked-out = The call is locked right now
incall-locked-out-more = They can see that you are waiting, and will let you in. Stay here.

incall-because-line = The connection was lost
incall-because-line-more = We are trying to get it back. Stay here.
incall-because-line-long = We are still trying. Check that Wi‑Fi or mobile data is on.
incall-because-first = We have no connection yet
incall-because-busy = The video system has no room right now
incall-because-busy-more = We will try again in a moment. You need not do anything.
incall-because-closed-for-work = The video system is not ready right now
incall-because-closed-for-work-more = We will try again in a moment. You need not do anything.
incall-because-full = There is no room for more people in the call
incall-because-full-more = We will try again in a moment. You need not do anything.
incall-because-blocked = The network here does not let video through
incall-because-blocked-more = Switch to mobile data or another Wi‑Fi. We keep trying meanwhile.
incall-because-refused = We cannot open the call right now
incall-because-refused-more = It is not your fault. We will try again in a moment.
incall-because-nobody = Nobody came into the call
incall-because-nobody-more = We are checking whether it is still open.
incall-try-now = Try now

incall-line-net-loss-up = Some of what you send is lost on the way.
incall-line-net-loss-up-done = We send it again where we can.
incall-line-net-loss-down = Some of what the others send is lost on the way to you.
incall-line-net-loss-down-done = We fetch it again where we can.
incall-line-net-jitter = The connection is uneven.
incall-line-net-jitter-done = We hold the sound back a little, so that it stutters less.
incall-line-net-delay = Sound and picture take long to get through.
incall-line-net-delay-done = Pause for a moment before you answer.
incall-line-net-slow-up = The connection is too slow for a sharp picture of you.
incall-line-net-slow-up-done = We have made it less sharp, so that the sound gets through.
incall-line-net-slow-down = The others’ picture reaches you slowly.
incall-line-net-slow-down-done = We let the sound go before the picture.
incall-line-device-slow = Your phone or computer has trouble keeping up.
incall-line-device-slow-done = We have made your picture less sharp. Close other programs if you can.
incall-bad = The line is bad. Continue with sound only?
incall-bad-sound = The line is bad. Leave a short pause before you answer.
incall-sound-only = Sound only
incall-narrow = You have sound only. Your picture is not sent, and theirs is not fetched.
incall-narrow-more = That helps the sound through. We will tell you when the line is good again.
incall-unsent = Your picture is not sent. Theirs is still fetched.
incall-picture-too = Picture again
incall-silent = Your microphone is off. The others cannot hear you.
incall-no-sound = The browser is not playing sound yet
incall-hear = Tap to hear
incall-silenced = Your microphone has been turned off for you.
incall-silenced-more = Turn it on again when you want to speak.

# --- a call that does not go both ways

incall-way-seen-unheard = They can see you. You can neither see nor hear them.
incall-way-seen-heard = They can see and hear you. You can neither see nor hear them.
incall-way-unseen-unheard = They can neither see nor hear you. Turn the camera on so that they can see you.
incall-way-unseen-heard = They can hear you, but not see you. You can neither see nor hear them.
incall-way-receive = You can see { $others }. Nobody can see or hear you here.
incall-way-sound = The call is sound only. Nobody can see you.
incall-sides = What do you want to show?
incall-side-environment = Show what is in front of you
incall-side-user = Show your face

# --- chat

incall-chat = Chat
incall-chat-list = Messages in the call
incall-chat-note = Everybody in the call can read along. The messages are gone when the call is over.
incall-chat-write = Write to everybody
incall-chat-send = Send
incall-chat-going = Sending
incall-chat-failed = The message was not sent.
incall-chat-read = Read
incall-chat-new = { $count ->
    [one] { $name } has written
   *[other] { $count } new messages. The last one from { $name }:
 }
incall-new = { $count ->
    [one] 1 new
   *[other] { $count } new
 }
incall-with-new = { $what }, { $count ->
    [one] 1 new
   *[other] { $count } new
 }

# --- showing a screen

incall-share = Show my screen
incall-share-stop = Stop showing my screen
incall-sharing-starting = We are about to show your screen.
incall-sharing-on = The others can see your screen.
incall-sharing-refused = You cannot show your screen in this call.
incall-sharing-stopped = Your screen is no longer shown.
incall-sharing-unable = Your screen cannot be shown from here. Check whether the computer lets the browser show it.
incall-slides = { $name } is showing their screen
incall-slides-view = What is shown
incall-larger = Larger
incall-smaller = Smaller
incall-fill = Fill the screen
incall-unfill = Do not fill the screen

# --- people, and what staff can do

incall-people-open = People
incall-tools = Choices
incall-tools-name = Choices for { $name }
incall-admit = Let in
incall-mute = Turn the microphone off
incall-unmute = Allow the microphone again
incall-remove = Take out of the call
incall-remove-title = Take { $name } out of the call?
incall-remove-more = { $name } loses picture and sound at once. Unless the door is locked, { $name } can come in again.
incall-remove-yes = Take out
incall-remove-no = Let them stay
incall-waits = { $name } is waiting to come in
incall-bring-title = Waiting to come in
incall-bring = Let in
incall-bring-name = Let in: { $name }
incall-ring-title = Can be called by phone
incall-ring = Call
incall-ring-name = Call: { $name }
incall-door-title = The door
incall-locked = The call is locked. New people wait until you let them in.
incall-unlocked = The call is open to those who are invited.
incall-lock = Lock the call
incall-unlock = Unlock
incall-not-done = That did not work. Try again in a moment.

incall-hold = Put on hold
incall-hold-title = Put the call on hold?
incall-hold-more = { $others } goes back to the waiting room, to the same place. You can let them in again when you are ready.
incall-move = Move to another queue

# --- going on with another device

incall-elsewhere = Continue on my phone
incall-elsewhere-how = Point the phone's camera at the picture, and tap the address that comes up.
incall-elsewhere-picture = Code that opens the call on a phone
incall-elsewhere-or = Or open this address on the other device:
incall-elsewhere-copy = Copy the address
incall-elsewhere-copied = Copied
incall-elsewhere-note-guest = The address is for you only and works for a short time. The call closes here when you are in on the other device.
incall-elsewhere-note-staff = You sign in on the other device. The call closes here when you are in on it.
incall-elsewhere-going = We are preparing the address.
incall-elsewhere-failed = We could not prepare the address. Try again in a moment.

# --- camera and microphone

incall-camera-denied = The camera is turned off in your browser. You can talk without it.
incall-camera-denied-more = Tap the symbol by the address, choose Allow, and try again.
incall-camera-missing = We cannot find a camera. You can talk without it.
incall-camera-missing-more = Connect a camera, and try again.
incall-camera-busy = Another program is using the camera. You can talk without it.
incall-camera-busy-more = Close the other program, and try again.
incall-camera-unable = This browser cannot use the camera. You can talk without it.
incall-camera-unable-more = Next time you can open the page in Safari, Chrome, Edge or Firefox.
incall-microphone-denied = The microphone is turned off in your browser. The others cannot hear you.
incall-microphone-denied-more = Tap the symbol by the address, choose Allow, and try again.
incall-microphone-missing = We cannot find a microphone. The others cannot hear you.
incall-microphone-missing-more = Connect a microphone or a headset, and try again.
incall-microphone-busy = Another program is using the microphone. The others cannot hear you.
incall-microphone-busy-more = Close the other program, and try again.
incall-microphone-unable = This browser cannot use the microphone. The others cannot hear you.
incall-microphone-unable-more = Open the page in Safari, Chrome, Edge or Firefox.
incall-both-denied = Camera and microphone are turned off in your browser. The others can neither see nor hear you.
incall-both-denied-more = Tap the symbol by the address, choose Allow, and try again.
incall-both-missing = We cannot find a camera or a microphone. The others can neither see nor hear you.
incall-both-missing-more = Connect a headset or a camera, and try again.
incall-both-busy = Another program is using the camera and the microphone. The others can neither see nor hear you.
incall-both-busy-more = Close the other program, and try again.
incall-both-unable = This browser cannot use a camera or a microphone. The others can neither see nor hear you.
incall-both-unable-more = Open the page in Safari, Chrome, Edge or Firefox.
incall-try-again = Try again

incall-controls = Call controls
incall-microphone = Microphone
incall-camera = Camera
incall-speaker = Speaker
incall-on = on
incall-off = off
incall-opening = opening
incall-broken = not working
incall-turn = Turn camera
incall-devices = Devices
incall-leave = Leave
incall-more = More
incall-close = Close
incall-understood = Understood

incall-gone-camera = The camera disappeared.
incall-gone-microphone = The microphone disappeared.
incall-gone-speaker = The speaker disappeared.
incall-gone-instead = We now use { $name }.
incall-gone-auto = The sound now comes where the device chooses.

incall-devices-title = Camera, microphone and speaker
incall-devices-none = Allow this page to use the camera and the microphone, then you can choose here.
incall-devices-auto = The browser's choice
incall-level = Say something. The bar moves when the microphone can hear you.
incall-level-off = Turn the microphone on to see whether it hears you.
incall-speaker-choose = Choose speaker
incall-speaker-system = You choose the speaker on the phone or the computer itself.
incall-done = Done

incall-leave-title = Leave the call?
incall-leave-more = If you leave, it stays open for the others and you can come back in. If you end it, it closes for everybody.
incall-stay = Stay here
incall-end = End for everybody

# --- only said to a screen reader

incall-said-here = { $name } is here.
incall-said-gone = { $name } has left the call.
incall-said-hidden = { $name } has turned the camera off.
incall-said-shown = { $name } has turned the camera on.
incall-said-silent = { $name } has turned the microphone off.
incall-said-heard = { $name } has turned the microphone on.
incall-said-back = The connection is back.
incall-said-good = The line is good again.
incall-said-picture = The picture is back.
incall-said-presents = { $name } is showing their screen.
incall-said-presented = { $name } has stopped showing their screen.
incall-said-unshared = Your screen is no longer shown.
incall-said-written = { $name } writes: { $text }
