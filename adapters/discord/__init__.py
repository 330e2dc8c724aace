"""Discord: what people do there becomes turns, and pages and forms become its messages and modals."""
