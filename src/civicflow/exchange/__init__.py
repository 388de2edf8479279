"""What comes in from other systems and goes out to them; nothing here decides, it only carries."""

from civicflow.exchange.mapping_file import load_mapping as load_mapping
from civicflow.exchange.recording import Summary as Summary
from civicflow.exchange.recording import record_log as record_log
