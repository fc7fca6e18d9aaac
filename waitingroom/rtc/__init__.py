"""The low end of real-time media, for all who hold a peer connection: aiortc, RTP and VP8."""
