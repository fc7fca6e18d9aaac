# Words in a call, for guests and for staff.

incall-title = Call with { $others }
incall-somebody = the other person
incall-people = In the call
incall-person-coming = { $name } (on the way in)
incall-person-away = { $name } (no connection)
incall-person-silent = { $name } (microphone off)
incall-you = You
incall-you-hidden = Your camera is off

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

incall-weak = The line is weak. Sound and picture may stutter.
incall-bad = The line is very weak. Sound gets through better without your picture.
incall-bad-without = The line is very weak. Leave a short pause before you answer.
incall-without-picture = Turn my camera off
incall-silent = Your microphone is off. The others cannot hear you.
incall-no-sound = The browser is not playing sound yet
incall-hear = Tap to hear

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

incall-devices-title = Camera, microphone and speaker
incall-devices-none = Allow this page to use the camera and the microphone, then you can choose here.
incall-devices-auto = The browser's choice
incall-level = Say something. The bar moves when the microphone can hear you.
incall-level-off = Turn the microphone on to see whether it hears you.
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
