"""The own reader of Office Open XML workbooks: it streams, and is patient with what strangers' tools write."""
