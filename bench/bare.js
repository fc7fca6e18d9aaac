// The least there could be: two connections in one page, no server and no other page, from asking
// for a camera to the first picture of it at the other end. In milliseconds.
window.bare = async () => {
  const began = performance.now();
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.onicecandidate = event => other.addIceCandidate(event.candidate);
  other.onicecandidate = event => one.addIceCandidate(event.candidate);
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const seen = new Promise(done => { video.requestVideoFrameCallback(done); });
  other.ontrack = event => {
    video.srcObject = event.streams[0];
    void video.play();
  };
  for (const track of stream.getTracks()) one.addTrack(track, stream);
  await one.setLocalDescription();
  await other.setRemoteDescription(one.localDescription);
  await other.setLocalDescription();
  await one.setRemoteDescription(other.localDescription);
  await seen;
  const took = performance.now() - began;
  for (const each of [one, other]) each.close();
  for (const track of stream.getTracks()) track.stop();
  video.remove();
  return took;
};
