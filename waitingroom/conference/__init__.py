"""The door of the embedded conference node, which stands in where there is no Pexip."""

from waitingroom.conference.config import NodeConfig as NodeConfig
from waitingroom.conference.node import Node as Node
from waitingroom.conference.node import serve as serve

__all__ = ["Node", "NodeConfig", "serve"]
