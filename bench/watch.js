// Runs before a page: notes when its call gets on, and presses its button as soon as it is there.
// The moments: pressed (the button to go in), asked (a token), entered (got it), called (got the
// answer to the offer), connected (the way is open), seen (the other's colours are on the screen).
window.watch = (() => {
  const moments = {};
  const now = () => performance.timeOrigin + performance.now();
  let on = false;
  const note = name => { if (on) moments[name] ??= now(); };

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...args) {
      super(...args);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') note('connected');
      });
    }
  };

  const fetched = window.fetch;
  window.fetch = async (...args) => {
    const path = String(args[0]?.url ?? args[0]);
    if (path.endsWith('/request_token')) note('asked');
    const answer = await fetched(...args);
    if (path.endsWith('/request_token')) note('entered');
    if (path.endsWith('/calls')) note('called');
    return answer;
  };

  const isStrong = (data, at) => {
    const colour = [data[at], data[at + 1], data[at + 2]];
    return Math.max(...colour) - Math.min(...colour) > 60;
  };

  const seesTheOther = () => {
    const area = each => each.clientWidth * each.clientHeight;
    const [video] = [...document.querySelectorAll('video')].sort((a, b) => area(b) - area(a));
    if (!video?.videoWidth || video.srcObject?.getVideoTracks()[0]?.label.startsWith('fake')) return false;
    const brush = new OffscreenCanvas(8, 8).getContext('2d');
    brush.drawImage(video, 0, 0, 8, 8);
    const { data } = brush.getImageData(0, 0, 8, 8);
    let strong = 0;
    for (let at = 0; at < data.length; at += 4) if (isStrong(data, at)) strong += 1;
    return strong > 19;
  };

  const look = () => {
    const words = /^Gå ind( i samtalen)?$/;
    const button = [...document.querySelectorAll('button')].find(
      each => words.test(each.textContent.trim()) && !each.disabled,
    );
    if (button && !moments.pressed) {
      note('pressed');
      button.click();
    }
    if (seesTheOther()) note('seen');
    if (!moments.seen) setTimeout(look, 10);
  };

  return {
    moments,
    now,
    begin() {
      for (const name of Object.keys(moments)) delete moments[name];
      on = true;
      look();
    },
  };
})();
