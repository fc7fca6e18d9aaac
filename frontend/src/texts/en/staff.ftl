# Words of the staff's pages: sign-in, the board, expecting visits, and the frame around the call.

staff-title = { $waiting ->
    [0] { $queue } · nobody waiting
    [one] { $queue } · 1 waiting
   *[other] { $queue } · { $waiting } waiting
  }
staff-title-new = { $new ->
    [one] (1 new) { $queue }
   *[other] ({ $new } new) { $queue }
  }

# --- sign-in

signin-title = Sign in
signin-intro = The board of those who wait. For staff only.
signin-login = Login
signin-password = Password
signin-show = Show the password
signin-go = Sign in
signin-going = Signing in
signin-login-empty = Write your login.
signin-password-empty = Write your password.
signin-wrong = The login and the password do not fit together. See whether capital letters are on, and try again.
signin-too-many = { $minutes ->
    [one] Too many tries. Wait 1 minute, then try again.
   *[other] Too many tries. Wait { $minutes } minutes, then try again.
  }
signin-offline = We can't get through right now. See whether you are online, and try again.
signin-fault = Something went wrong on our side, and we have written it down. Try again in a moment.
signin-expired-title = Sign in again
signin-expired = You are signed out because it is long since you signed in. Everything you were doing is still here.
signout = Sign out
signedout = You are signed out.

# --- choosing a queue

choose-title = Which queue do you want to see?
choose-none-title = You have not been given a queue yet
choose-none = Ask whoever sets up the staff to give you access. Then sign in again.
choose-lost = You have no access to that queue. Choose another one here.
opening = Fetching the board

# --- the top

top-queue = Queue
top-open = Open
top-closed = Closed
top-open-label = The queue is open. Press to close it.
top-closed-label = The queue is closed. Press to open it.
top-opening = Opening
top-closing = Closing
top-waiting = { $count ->
    [0] Nobody waiting
    [one] 1 waiting
   *[other] { $count } waiting
  }
top-longest = longest { $wait }
top-notice = Notice to all
top-expect = New visitor
top-deaf = Turn the sound on
top-fresh = Up to date
top-joining = Connecting
top-over = Paused
top-lost = Reconnecting
top-me = , me and my settings.

stale = Not up to date since { $time }
stale-why = We have lost contact and keep trying. Those who wait keep their places. What you see may be old.
stale-retry = Try now
line-replaced-title = The board is open in another window
line-replaced = You have many windows open. This one is paused.
line-replaced-here = Go on here
line-gone-title = The queue is no longer there
line-gone = It was taken down, or you no longer have access to it.
line-outdated-title = There is a new version of this page
line-outdated = Load it, and the board works again.
line-reload = Load the page again

# --- me

me-role-clinician = Clinician
me-role-secretary = Secretary
me-role-administrator = Administrator
me-sound = Sound and notice when somebody comes
me-desktop = Notice on the desktop when the page is hidden
me-desktop-denied = The browser has turned notices off for this page. You can turn them on beside the address.
me-names = Show names in those notices
me-names-hint = Others may be able to read your screen. Holds until you close the page.
me-letters = Shortcuts with single letters
me-keys = Show all shortcuts
me-equipment = Equipment and tests
me-language = Language
me-network = Network check for the IT department (opens in a new tab)
me-done = Done
me-muted = The sound is off.
me-blocked-title = The browser plays no sound yet
me-blocked = Press anywhere on the page, and you will hear when somebody comes.
me-hear = Try the sound

# --- opening and closing, the notice

close-title = Close the queue?
close-nobody = Nobody is waiting right now. Nobody new can come in until you open again.
close-keep = { $count ->
    [one] Close for new ones. The one who waits stays in the queue.
   *[other] Close for new ones. The { $count } who wait stay in the queue.
  }
close-home = { $count ->
    [one] Close, and send the one who waits home. The person is told.
   *[other] Close, and send all { $count } who wait home. They are told.
  }
close-choice = What shall happen to those who wait?
close-go = Close for new ones
close-go-home = { $count ->
    [one] Close, and send 1 home
   *[other] Close, and send { $count } home
  }
close-admitted = { $count ->
    [one] One is let in. That call goes on.
   *[other] { $count } are let in. Those calls go on.
  }
cancel = Cancel
undo = Undo

restoring-title = The queue is being restored.
restoring-text = Those who waited come back to their places. You can let people in, but more may turn up ahead of them.
notice-title = Notice to all who wait
notice-who = { $count ->
    [0] Nobody is waiting right now. The notice is shown to those who come.
    [one] The one who waits reads it at once. So do new ones.
   *[other] The { $count } who wait read it at once. So do new ones.
  }
notice-text = Notice
notice-hint = Write no names. Everybody in the queue can read it.
notice-left = { $count ->
    [one] Room for 1 more letter
   *[other] Room for { $count } more letters
  }
notice-suggest = Suggestions
notice-late = We are about { $minutes } minutes late. You keep your place.
notice-late-short = { $minutes } min late
notice-go = Show the notice
notice-going = Showing the notice
notice-withdraw = Take it down
notice-withdrawing = Taking it down
notice-edit = Change
notice-shown = All who wait read
notice-since = since { $time }
notice-empty = Write a notice.

# --- the line

line-title = Waiting
line-search = Search the queue
line-search-label = Search for a name or a note
line-found = { $count ->
    [0] Nobody fits “{ $text }”
    [one] 1 fits “{ $text }”
   *[other] { $count } fit “{ $text }”
  }
line-empty-title = Nobody is waiting right now
line-empty-open = When somebody comes, you see them here and hear a sound.
line-empty-muted = When somebody comes, you see them here. Your sound is off.
line-empty-closed = The queue is closed. Open it at the top when you are ready.
line-further = { $count ->
    [one] Show the next one
   *[other] Show the next { $count }
  }
line-nearer = Show those ahead
line-front = To the front
line-more-behind = { $count ->
    [one] 1 waits farther back
   *[other] { $count } wait farther back
  }
line-more-before = { $count ->
    [one] 1 waits ahead of those you see
   *[other] { $count } wait ahead of those you see
  }
line-narrow = There are more than we show. Write a little more of the name.

group-admitted = Let in
group-expected = Expected
group-parked = Set aside
group-unseen = Left without being seen
group-ended = Ended
group-unseen-hint = Perhaps somebody should call them.
group-parked-hint = They have lost contact but keep their number.
group-newest = These are the newest. Search to find the rest.
groups-label = Go to

# --- the pre-check on a card: how a call will be, and why

check-good = Ready for video
check-usable = The call may have trouble
check-sound-only = Sound only
check-unusable = The call will not work
check-now = tested just now
check-minutes = tested { $minutes } min ago
check-hours = { $hours ->
    [one] tested 1 hour ago
   *[other] tested { $hours } hours ago
  }

check-cause-browser-none = The browser cannot hold video calls
check-cause-browser-old = Old browser
check-cause-browser-in-app = Opened inside another app
check-cause-net-offline = No internet
check-cause-ws-blocked = The network blocks this site
check-cause-path-none = The network blocks sound and picture
check-cause-path-tcp-only = Only a slow way through the network
check-cause-node-blocked = Cannot reach the video system
check-cause-net-loss-up = Something is lost on the way to you
check-cause-net-loss-down = Something is lost on the way from you
check-cause-net-delay = Long delay
check-cause-net-jitter = Uneven connection
check-cause-net-slow-up = Slow at sending
check-cause-net-slow-down = Slow at receiving
check-cause-net-busy = Others are using the connection
check-cause-net-audio-only = The connection carries sound only
check-cause-device-slow = The device is too slow
check-cause-cam-none = No camera
check-cause-cam-denied = The camera is not allowed
check-cause-cam-busy = The camera is in use elsewhere
check-cause-cam-dark = Dark picture
check-cause-cam-covered = Something covers the camera
check-cause-mic-none = No microphone
check-cause-mic-denied = The microphone is not allowed
check-cause-mic-busy = The microphone is in use elsewhere
check-cause-mic-silent = Nothing heard from the microphone
check-cause-mic-quiet = Faint sound
check-cause-mic-clipping = The sound crackles
check-cause-mic-noisy = Noise around
check-cause-mic-echo = Echo
check-cause-speaker-not-heard = Could not hear the sound
check-cause-check-failed = The test was not finished

# --- equipment: the unit's own devices, and what guests come with

equipment-title = Equipment
equipment-loading = Loading
equipment-failed = The list cannot be loaded just now. See whether you are online, and try again.
equipment-devices = Your devices
equipment-none = No device has been tested yet. A device that you test and give a name will stand here.
equipment-name = What do you call the device that you sit at?
equipment-name-hint = For example Room 3, the laptop. The same name again replaces the old test.
equipment-name-missing = Give the device a name.
equipment-test = Test this device
equipment-test-title = Test of { $name }
equipment-test-failed = The test could not be loaded. See whether you are online.
equipment-back = Back to the list
equipment-seen = tested { $day } { $time }
equipment-with = { $browser } { $major ->
    [0] {""}
   *[other] { $major }
  } on { $system }
equipment-old = The browser is old. Update it and test again.
equipment-rename = Rename
equipment-rename-go = Save the name
equipment-new-name = New name for { $name }
equipment-name-taken = That name can’t be used. Perhaps another device has it. Choose another one.
equipment-renamed = The device is now called { $name }.
equipment-not-renamed = { $name } could not get a new name. Try again in a while.
equipment-removed = { $name } is removed.
equipment-not-removed = { $name } could not be removed. Try again in a moment.
equipment-causes = What most often gives trouble
equipment-causes-more = In tests of { $days } days, your own and those of who waits.
equipment-causes-none = No test has found anything in { $days } days.
equipment-cause = Found
equipment-count = Tests
equipment-browsers = What people come with
equipment-browsers-more = Tests of { $days } days. Nobody can be known: under { $fewest } is not written as a number.
equipment-browsers-none = Nobody who waited has tested in { $days } days.
equipment-browser = Browser
equipment-outcome = Outcome
equipment-few = under { $fewest }

browser-chromium = Chrome or alike
browser-edge = Edge
browser-firefox = Firefox
browser-safari = Safari
browser-samsung = Samsung Internet
browser-other = Another browser
system-windows = Windows
system-macos = Mac
system-linux = Linux
system-android = Android
system-ios = iPhone or iPad
system-chromeos = Chromebook
system-other = another kind

# --- a card

card-no-name = No name
card-years = age { $years }
card-new = New
card-ageing-long = long
card-ageing-very-long = very long
card-away = Away since { $time }
card-is-away = away
card-not-come = not here yet
card-left = gone
card-ready = ready
card-moved-up = Moved up
card-put-back = Put back
card-restored = Restored
card-came-from = Moved from { $from }
card-looking = { $name } is looking
card-looking-me = You are looking
card-due = at { $time }
card-due-day = { $day } at { $time }
card-due-none = no fixed time
card-due-late = was due at { $time }
card-number = Number
card-sending = Sending
card-checking = Checking
now = now
moments-ago = a moment ago
at-time = at { $time }
minutes = { $minutes } min
hours = { $hours } h { $minutes } min

role-patient = Patient
role-colleague = Colleague
role-interpreter = Interpreter
role-relative = Relative
presence-connected = Is here
presence-away = Away since { $time }
presence-parked = Set aside since { $time }
presence-invited = Not here yet
presence-left = Left at { $time }

state-called = Being let in
state-told = Told at { $time }
state-again = Called again { $time }
state-preparing = The call is being prepared
state-ready = The call is ready
state-seen = Saw it at { $time }
state-entered = In since { $time }
state-left-call = Went out at { $time }
pending-told = not told yet
pending-seen = has not seen it yet
pending-entered = has not come in yet
state-unreached = Not reached
state-failed = The call could not be opened
text-sent = Text message sent { $time }
text-failed = Text message could not be sent
text-unknown = We do not know whether the text message was sent
phone-ringing = Being rung up
phone-awaited = Is calling in
phone-inside = In the call by phone
phone-unanswered = Did not take the phone
phone-hung-up = Has hung up
phone-ring = Ring up
phone-ring-again = Ring up again
phone-call-in = Let call in
phone-dial-in = Read aloud: Call { $number } and enter the code { $code }.
phone-self = Call { $name } yourself: { $number }

ended-completed = Completed at { $time }
ended-left = Left at { $time }
ended-removed = Removed at { $time }
ended-no-show = Did not come
ended-cancelled = Cancelled at { $time }
ended-closed = The queue closed at { $time }
ended-expired = The place ran out at { $time }
ended-transferred = { $to ->
    [none] Moved to another queue { $time }
   *[other] Moved to { $to } { $time }
  }
ended-by = by { $name }

# --- the chosen card

chosen-none-title = Choose somebody from the queue
chosen-none = Then you see who it is and who is with them. The person waiting is told that the clinic has seen them.
chosen-none-keys = Press ? to see all shortcuts.
chosen-back = To the queue
chosen-place = Number { $place }
chosen-waited = waited { $wait }
chosen-expected = Expected
chosen-parked = Set aside
chosen-admitted = Let in at { $time } by { $name }
chosen-admitted-me = You let them in at { $time }
chosen-gone-title = No longer in the part you see
chosen-gone = The card has moved since you chose it. Search for the name to find it.
chosen-check = Check that it is the right person
chosen-name = Name
chosen-born = Born
chosen-born-years = { $year } (age { $years })
chosen-language = Language
chosen-note = Note
chosen-kind = Came
chosen-kind-booked = By a personal link
chosen-kind-walk-in = Through the open door
chosen-due = Appointment
chosen-party = The party
chosen-history = Course
chosen-history-loading = Fetching the course
chosen-history-failed = The course can't be fetched right now.
chosen-again = Try again

hint-looking = { $name } is looking at this one
hint-looking-more = Since { $time }. You may still take it yourself.
hint-missing-interpreter = The interpreter is not here yet
hint-missing = { $count ->
    [one] One of the party is not here yet
   *[other] { $count } of the party are not here yet
  }
hint-missing-more = You can let the others in now. Whoever is missing can come in later.
hint-away = Nobody of the party is connected right now
hint-away-more = Away since { $time }. The place is kept. If you let them in now, they see it when they come back.
hint-unreached = Not reached: { $names }
hint-unreached-more = We have called again. The phone may be in a pocket. Phone, or wait a little.
choose-put-back = Put back (same place)
choose-wait = Wait a little longer
hint-choose = We still have not reached { $names }
hint-choose-more = You can put them back at the same place and take the next one meanwhile. Nothing happens by itself.
hint-failed = The call could not be opened
hint-restored = The place was restored from the guest’s own page
hint-restored-more = The system was restored from an older copy. If the visit is over already, remove it.
hint-received = Moved here from { $from }
hint-received-more = The person waiting can read it on their page.
progress-title = The call
progress-preparing = Being prepared
progress-ready = Ready
progress-in-call = Going on
progress-failed = Could not be opened
progress-inside = In it now: { $names }
progress-nobody = Nobody has gone in yet
media-one-way = Only you see and hear
media-sound = Sound only
hint-call-back = Left without being seen
hint-call-back-more = Perhaps somebody should call.

admit-go = Let in
admit-more = Other ways to let in
admit-one-way = Let in with one-way video
admit-one-way-more = See and hear the patient. The patient can neither see nor hear you.
admit-sound = Let in with sound only
admit-sound-more = Neither of you uses a camera.
admit-anyway = Let in with picture anyway
admit-unusable = A video call will probably not work. Phone instead
admit-going = Letting in
admit-whom = Who shall come in?
admit-places = { $places ->
    [one] The call has room for 1 of the party. The others are told that there is no room yet.
   *[other] The call has room for { $places } of the party.
  }
admit-secretary = Clinicians can let people in. You can move, invite and remove.
admit-nobody = Nobody is here yet
by-phone-more = Begin by phone
by-phone-ring = Ring up and begin the call
by-phone-ring-title = Begin the call with { $name } by phone?
by-phone-ring-more = The phone rings when the call is ready. You go into the call at once, with sound only if nobody else is at their page.
by-phone-call-in = Let call in and begin
by-phone-call-in-title = Let { $name } call in?
by-phone-call-in-more = When the call is open, the number and the code stand on the card. Read them aloud.
enter-go = Go into the call
enter-going = Opening the call
enter-preparing = Getting the call ready
enter-inside = You are in the call
follow-go = Let { $name } in too
party-full = There is no more room in the call.
act-put-back = Put back in the queue
act-hold = Put on hold (same place)
act-transfer = Move to another queue
act-end = End
act-end-title = End the consultation?
act-end-more = The call closes for everybody, and { $name } is finished in the queue.
act-try-again = Try to open again
act-other-way = Try another connection
act-move-up = Move up
act-move-back = Undo the move
act-remove = Remove
act-cancel = Cancel the visit
act-undo = Undo the removal
act-undo-until = Can be undone until { $time }
act-claim = I am looking at this one
act-release = Let go
act-invite = Invite one more
act-link = New link
act-checking = Checking whether it worked

move-title = Why shall { $name } move up?
move-more = { $name } comes ahead of everybody who was not moved up. The reason stands in the course.
move-urgent = It is urgent
move-appointment = Has an appointment
move-interpreter = The interpreter can wait only briefly
move-child = A child is waiting
move-mistake = Stood in the wrong place
move-other = Something else
move-go = Move up
remove-title = Why do you remove { $name }?
remove-title-cancel = Why do you cancel { $name }?
remove-more = The person is told that the place is gone. You can undo it afterwards.
remove-no-answer = Does not answer
remove-wrong-queue = Is in the wrong queue
remove-duplicate = Is here twice
remove-helped-otherwise = Was helped in another way
remove-unknown-person = We do not know the person
remove-other = Something else
remove-go = Remove
remove-go-cancel = Cancel the visit
reason-label = Reason
reason-missing = Choose a reason.
transfer-title = Where should { $name } be moved?
transfer-more = { $name } and the party come along by themselves, are told, and stand last in the new queue. It can’t be undone here.
transfer-to = Queue
transfer-missing = Choose a queue.
transfer-loading = Fetching the queues
transfer-none = There is no other queue to move to.
transfer-go = Move

# --- what became of it

told-admitted = { $name } is let in.
told-admitted-guest = One more of the party is let in.
told-put-back = { $name } is back in the same place.
told-transferred = { $name } has been moved to the other queue.
told-moved-up = { $name } is moved up.
told-moved-back = { $name } stands in the old place again.
told-removed = { $name } is removed.
told-cancelled = { $name } is cancelled.
told-reinstated = { $name } is back.
told-ended = { $name } is finished.
told-opened = The queue is open.
told-closed = The queue is closed.
told-notice = The notice is shown to all who wait.
told-notice-gone = The notice is taken down.
told-dismiss = Put away
told-label = What happened

news-arrived = { $name } has come to the queue.
news-arrived-many = { $count ->
    [one] One has come to the queue.
   *[other] { $count } have come to the queue.
  }
news-admitted = { $by } let { $name } in.
news-state = { $name }: { $state }.
news-not-reached = { $name } has not been reached yet.
news-desktop = { $count ->
    [one] One more is waiting
   *[other] { $count } more are waiting
  }
news-desktop-more = { $count ->
    [one] 1 waiting now in { $queue }.
   *[other] { $count } waiting now in { $queue }.
  }

refused-already-admitted = { $name ->
    [none] A colleague admitted this patient { $time }. Choose the next one.
   *[other] { $name } admitted this patient { $time }. Choose the next one.
  }
refused-changed = Something has happened to this consultation since you saw it. Look at the card again, then press.
refused-ended = { $name ->
    [none] The consultation ended { $time }. You find it under “Ended”.
   *[other] { $name } ended the consultation { $time }. You find it under “Ended”.
  }
refused-not-waiting = The patient is no longer in the queue. See on the card what has happened.
refused-not-admitted = The patient is not let in. Press “Let in” first.
refused-not-found = We can't find this consultation any more. It may have been cleared away. Choose another one.
refused-queue-closed = The queue is closed. Open it at the top of the page, and try again.
refused-queue-full = The queue is full. Let somebody in, or wait a little.
refused-nobody-here = Nobody of the party is here yet. Wait until there is a green dot beside a name.
refused-call-full = There is no more room in the call. Somebody has to go out first.
refused-no-other-way = There is no other connection to try. Try the same one again, or phone the patient.
refused-no-phone = The queue is not set up for telephone. Phone the patient from your own phone.
refused-too-many-rings = As many have been rung up today as the queue may. Phone from your own phone.
refused-not-ready = The call is not ready yet. Wait a moment, and try again.
refused-too-late = It is too late to undo. Ask the patient to come in again by their link.
refused-denied = You have no access to that. Ask whoever looks after access.
refused-malformed = We did not understand that. Check what is written, or load the page again.
refused-op-reused = That was sent twice in different ways. Look at the card, and try again.
refused-busy = It is busy right now, and nothing has happened. Try again in a moment.
refused-unknown = We do not know whether it worked. We are checking.
refused-log-behind = The queue was restored from an older copy, and nobody can change anything in it yet. Call your IT department.
refused-not-signed-in = You are signed out. Sign in again, and you go on where you were.
refused-wrong-sign-in = The login and the password do not fit together. Try again.
refused-too-many-tries = Too many tries. Wait a little, and try again.
refused-link-unknown = We do not know that link. Make a new one.
refused-link-early = The link is not open yet.
refused-link-late = The link has run out. Make a new one.
refused-link-revoked = The link is closed. Make a new one.
refused-offline = There is no contact right now, and nothing has happened. Try again when the board is up to date.
refused-fault = Something went wrong on our side, and we have written it down. Try again.

# --- the course of a visit

history-visit-expected = { $by ->
    [none] was expected
   *[other] { $by } wrote the visit down
  }
history-guest-invited = { $by ->
    [none] one more was invited
   *[other] { $by } invited one more
  }
history-visit-arrived = came into the waiting room
history-guest-arrived = one more of the party came
history-guest-readied = told whether they are ready
history-guest-connected = was connected
history-guest-went-away = lost contact
history-guest-left = one of the party left
history-visit-parked = set aside after being away long
history-visit-claimed = { $by ->
    [none] the clinic saw it
   *[other] { $by } looked at it
  }
history-claim-ended = nobody looked any more
history-visit-moved-up = { $by ->
    [none] moved up
   *[other] { $by } moved it up
  }
history-visit-moved-back = { $by ->
    [none] moved back
   *[other] { $by } undid the move
  }
history-visit-admitted = { $by ->
    [none] let in
   *[other] { $by } let them in
  }
history-guest-admitted = { $by ->
    [none] one more let in
   *[other] { $by } let one more in
  }
history-conference-ready = the call was ready
history-conference-failed = the call could not be opened
history-conference-retried = tried to open again
history-guest-told = was told
history-guest-saw = saw that it was time
history-guest-entered = went into the call
history-guest-left-call = went out of the call
history-guest-phoned = { $by ->
    [none] takes part by phone
   *[other] { $by } brought one in by phone
  }
history-phone-unanswered = did not take the phone
history-staff-joined-call = { $by ->
    [none] the clinician went into the call
   *[other] { $by } went into the call
  }
history-staff-left-call = { $by ->
    [none] the clinician left the call
   *[other] { $by } left the call
  }
history-guest-called-again = was called again
history-guest-texted = got a text message, or we tried
history-guest-checked = tested camera, sound and connection
history-guest-not-reached = could not be reached
history-visit-restored = got the place back after a restore
history-visit-received = came from another queue
history-visit-put-back = { $by ->
    [none] put back to the same place
   *[other] { $by } put it back to the same place
  }
history-visit-ended = { $by ->
    [none] ended
   *[other] { $by } ended it
  }
history-visit-reinstated = { $by ->
    [none] brought back
   *[other] { $by } undid it and brought it back
  }

# --- expecting a visit

expect-title = New visitor
expect-intro = You get a personal link for each. It can be copied, shown as a code, or printed.
expect-name = Name
expect-phone = Phone (optional)
expect-phone-wrong = That does not look like a phone number. Write for example 12 34 56 78.
expect-born = Year of birth (optional)
expect-born-wrong = Write the year with four digits, for example 1948.
expect-language = Language
expect-note = Note to staff (optional)
expect-note-hint = The patient does not see it.
expect-when = When?
expect-when-open = Whenever they come
expect-when-time = At a certain time
expect-due = Day and time
expect-due-missing = Choose day and time.
expect-due-past = That time has gone. Choose a later one.
expect-name-missing = Write a name.
expect-also = Who else is coming?
expect-add-relative = Relative
expect-add-interpreter = Interpreter
expect-add-colleague = Colleague
expect-drop = Take { $who } off the list
expect-go = Make links
expect-going = Making links
invite-title = Invite one more
invite-role = Who is it?
invite-go = Make a link
links-title = { $count ->
    [one] The link is ready
   *[other] The { $count } links are ready
  }
links-once = You see them only now. Share each link with the person it is for, and with nobody else.
links-for = For { $name }
links-copy = Copy the link
links-copied = Copied
links-copy-failed = Mark the link, and copy it yourself.
links-code = Show a code for the phone
links-code-hide = Hide the code
links-code-alt = A code that { $name } can scan with a phone
links-print = Print
links-another = One more visit
links-done = Done
links-print-title = Link to a video consultation
links-print-how = Open the link on a phone or a computer when it is time. You need not install anything.
links-print-due = Your time: { $when }
link-title = New link for { $name }
link-more = The old link stops working. { $name } keeps their place.
link-go = Make a new link

# --- keys

keys-title = Shortcuts
keys-line = When you stand on a card in the queue
keys-everywhere = Everywhere
keys-next = Next
keys-previous = Previous
keys-ends = First and last
keys-go = Let in, or go into the call
keys-search = Search
keys-clear = Clear the search
keys-expect = New visitor
keys-keys = Show the shortcuts
keys-or = or
keys-letters-off = Shortcuts with letters are off.

# --- in the call

call-with = In a call with { $name }
call-line = Meanwhile in the queue
call-line-figures = { $count ->
    [0] Nobody waiting
    [one] 1 waiting, longest { $wait }
   *[other] { $count } waiting, longest { $wait }
  }
call-elsewhere = The call opens in a new window. Type the code { $code } when it is asked for.
call-elsewhere-open = Open the call
call-elsewhere-back = Back to the queue
call-loading = Fetching the call
call-load-failed = The call could not be fetched. See whether you are online.
call-over-left = You are out of the call. It is still open for { $name }.
call-over-ended = The call has ended.
call-over-replaced = The call goes on in another window.
