# The page for IT departments. Technical words are right here, and each is explained once at its end.

network-title = Network check
network-for = For IT departments
network-lead = This is what your network must let out, so that patients, citizens and staff can have video calls through { $site }. The test shows whether each line works from here.
network-opening = The page is opening.
network-trouble-offline = We can't reach the server
network-trouble-offline-more = Check that there is internet here, and try again.
network-trouble-often = The page was fetched many times from here in a short while
network-trouble-often-more = Wait a minute, and try again.
network-trouble-fault = Something went wrong on our side
network-trouble-fault-more = Your network is not the reason. Try again in a moment.
network-trouble-again = Try again

# --- the test

network-test = Test from here
network-none = Tests are not switched on here. The table shows what the network must let out.
network-test-text = The test takes about 30 seconds. Run it from the network that patients or staff use. It uses no camera and no microphone, and nothing about you or your network is kept.
network-start = Test from here
network-again = Test again
network-stop = Stop the test
network-queued = Others are testing too right now. You are number { $place }, and your test starts by itself.
network-busy = Many are testing right now. Your test starts by itself when there is room.
network-step = { $step } (step { $nth } of { $of })
network-step-contact = Trying the connection to the server
network-step-ways = Trying each way for sound and picture
network-step-media = Measuring delay, jitter and loss
network-step-speed = Measuring the speed down and up
network-step-verdict = Working out the result

network-verdict-good = Video calls work well from here
network-verdict-good-more = All that could be tested is open, and the line is good enough.
network-verdict-detour = Video calls work from here, but something is closed
network-verdict-detour-more = The line is good enough. Open what is missing too, so that calls have another way when the first does not work.
network-verdict-usable = Video calls work from here, but not as well as they could
network-verdict-usable-more = Sound and picture may stutter. Here is what helps.
network-verdict-sound-only = From here the network carries sound only
network-verdict-sound-only-more = The picture will be missing or stand still. Here is what helps.
network-verdict-unusable = Video calls do not work from here
network-verdict-unusable-more = The network does not let through what a call needs. Here is what must be opened.
network-verdict-blocked = The network cuts the connection to the server
network-verdict-blocked-more = The page could be fetched, but the connection that must stay open was cut. So the rest could not be tested.
network-verdict-offline = There is no internet here right now
network-verdict-offline-more = Turn the network on, and test again.
network-verdict-busy = Many are testing right now
network-verdict-busy-more = Try again in a few minutes.
network-verdict-often = There were many tests from here in a short while
network-verdict-often-more = Wait a few minutes, and test again.
network-verdict-away = The test could not be finished
network-verdict-away-more = The server did not answer the test. Your network need not be the reason. Try again in a moment.
network-verdict-hidden = The test stopped
network-verdict-hidden-more = The page was out of sight, and then the browser does not measure right. Keep it in sight while the test runs.

network-todo = What to do
network-open-web = Let WebSocket connections to { $host } through unchanged on { $protocol } port { $ports }. Most often a proxy or a filter that opens encrypted traffic is the reason: exempt the address from it.
network-open-media = Open { $protocol } out to { $host }, port { $ports }. Then sound and picture take the shortest way.
network-open-turn-udp = Open { $protocol } out to { $host }, port { $ports } (TURN over UDP). Then calls stutter less where the direct way is closed.
network-open-turn-tcp = Open { $protocol } out to { $host }, port { $ports } (TURN over TCP). Then there is a way where UDP is closed.
network-open-turn-tls = Open { $protocol } out to { $host }, port { $ports } (TURN over TLS). A filter must not open the traffic or require it to be HTTP, although the port is that of web pages.
network-open-node-web = Open { $protocol } out to { $host }, port { $ports } (HTTPS and WebSocket). Otherwise nobody can enter the conference.
network-open-node-media = Open { $protocol } out to { $host }, port { $ports }, so that sound and picture come through in the conference.
network-weak-delay = The delay is long. Check whether the traffic takes a detour through a VPN or a proxy, and let it go straight out.
network-weak-jitter = The delay varies. Look for wireless networks with poor coverage, and give sound and picture priority in the network (QoS).
network-weak-loss = Some of the data is lost on the way. Look for wireless networks with poor coverage and for lines that are full, and give sound and picture priority in the network (QoS).
network-weak-up = There is too little room upwards. A video call takes about 1.2 Mbit/s each way. Multiply it by the calls that are held at the same time.
network-weak-down = There is too little room downwards. A video call takes about 1.2 Mbit/s each way. Multiply it by the calls that are held at the same time.
network-weak-added = The delay rises when the line is full. Give sound and picture priority (QoS), or limit large transfers.

# --- what must be open

network-openings = What must be open
network-openings-text = The table is made from this installation's own settings.
network-head-purpose = What for
network-head-protocol = Protocol
network-head-host = Address
network-head-ports = Port
network-head-result = Result from here
network-purpose-web = The pages and the queue
network-why-web = The place in the queue and the way into the call. The connection stays open all the time (WebSocket).
network-purpose-media = Sound and picture, direct
network-why-media = The shortest way, and the one that stutters least.
network-purpose-turn-udp = Sound and picture, TURN over UDP
network-why-turn-udp = Nearly as good. Used where the direct way is closed.
network-purpose-turn-tcp = Sound and picture, TURN over TCP
network-why-turn-tcp = Used where UDP is closed. The call may stutter.
network-purpose-turn-tls = Sound and picture, TURN over TLS
network-why-turn-tls = The last resort. It gets through nearly every firewall.
network-purpose-node-web = Into the conference
network-why-node-web = Agrees with the video system on how sound and picture are sent.
network-purpose-node-media = Sound and picture of the conference
network-why-node-media = UDP is best. TCP is used where UDP is closed.
network-standing-works = Works
network-standing-fails = Does not work
network-standing-testing = Being tested
network-standing-untested = Not tested
network-connected = Connected in { $ms } ms
network-rtt = delay { $ms } ms
network-silent = There was no answer.
network-remark-one-of = The test shows that one of the addresses can be reached, but not which.
network-remark-first-only = The test uses the first address of this way.
network-remark-no-call = This line can't be tested from here. Open it as it stands.
network-remark-by-call = A test call came through. It does not show whether both UDP and TCP are open.
network-remark-not-reached = The test did not get this far.
network-remark-cut = The connection was cut before it was open.
network-rule-out = All lines go out: from your computers, phones and tablets to the address in the table. The answers to them must be able to come back. Nothing that begins outside needs to be let in.
network-rule-tls = Encrypted traffic to these addresses must not be opened on the way by a proxy or a filter, and a connection that stays open for hours must not be closed.
network-rule-turn = It is best when all lines are open. Where the direct way can't be opened, calls manage with one of the TURN ways.
network-rule-no-turn = This installation has no TURN server. So networks that let no UDP out can't have calls. Talk to whoever runs the installation.

# --- the numbers

network-numbers = The line in numbers
network-head-number = What
network-head-value = Measured
network-head-limit = Good
network-head-grade = Meaning
network-number-rtt = Delay (RTT)
network-number-jitter-up = Jitter up
network-number-jitter-down = Jitter down
network-number-loss-up = Loss up
network-number-loss-down = Loss down
network-number-up = Speed up
network-number-down = Speed down
network-number-added = Added delay when the line is full
network-ms = { $value } ms
network-mbps = { $value } Mbit/s
network-limit-higher = At most { $value }
network-limit-lower = At least { $value }
network-grade-good = Good
network-grade-usable = Usable
network-grade-sound-only = Sound only
network-grade-unusable = Too poor
network-unmeasured = Not measured

# --- the drawing

network-draw = How it hangs together
network-draw-label = Drawing of how video calls through { $site } hang together. The same stands in words below the drawing.
network-draw-words = The drawing in words
network-draw-home = Your browsers
network-draw-home-who = Patient, citizen or staff
network-draw-wall = Your firewall
network-draw-site = Pages and queue
network-draw-media = Calls and test
network-draw-turn = TURN server
network-draw-pexip = Pexip
network-draw-vdx = VDX
network-draw-booked = Opened by the pages' server
network-both = { $first } and { $second }
network-carriers = Calls are held here in { $list }. One card in the queue takes one conference at a time.
network-carrier-embedded = the embedded conference node
network-carrier-pexip = a Pexip installation
network-carrier-vdx = VDX
network-drawn-reach = The browser calls { $name } at { $hosts } by { $ways }.
network-drawn-media = Sound and picture that the pages' server has let in go straight there. The test measures at the same place.
network-drawn-turn = The TURN server hands sound and picture on to calls and test.
network-drawn-booked = The pages' server opens conferences in { $name } when somebody is let in.

# --- the report

network-send = The report
network-send-text = The whole page is the report. It is made in your browser and goes nowhere unless you send it.
network-place = Where was the test made?
network-place-hint = Optional. Write a place, a network or an IP address, for example, if it should be in the report.
network-print = Print
network-copy = Copy as text
network-save = Save as a file
network-save-data = Save as data (JSON)
network-mail = Send by mail
network-copied = The text is copied.
network-not-copied = The browser did not let us copy. Use Save as a file instead.
network-mail-subject = Network check of { $site }
network-mail-rest = All lines and numbers are in the report that can be copied or saved on the page.
network-file = network-check
network-fact-site = Installation
network-fact-when = Tested
network-fact-browser = Browser
network-fact-place = Place
network-not-tested = Not tested yet
network-moment = { $date } at { $time }
network-browser-on = { $browser } on { $system }
network-browser-other = Unknown browser
network-doctor = If you run the installation yourself, run the command doctor on the server too. It looks at what goes between the servers.

# --- the words

network-words = The words
network-word-udp = UDP and TCP
network-meaning-udp = Two ways to send. UDP is quick and does not wait for what gets lost. TCP sends it again, and then sound and picture may stutter.
network-word-port = Port
network-meaning-port = A number that says which program on the server is called. 32768–60999 means all numbers from the first to the last.
network-word-tls = TLS
network-meaning-tls = Encryption of a TCP connection, as on web pages that begin with https.
network-word-websocket = WebSocket
network-meaning-websocket = A connection to a web page that stays open, so that the page hears news at once.
network-word-turn = TURN
network-meaning-turn = A server that takes sound and picture and hands them on where the direct way is closed.
network-word-node = Conference node
network-meaning-node = The server that a conference is held on: here, in Pexip or in VDX.
network-word-rtt = Delay (RTT)
network-meaning-rtt = The time from something being sent until the answer is back.
network-word-jitter = Jitter
network-meaning-jitter = How unevenly arrives what was sent evenly.
network-word-loss = Loss
network-meaning-loss = The share of what was sent that never arrived.
