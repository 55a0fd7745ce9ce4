"""Line breaking: UAX #14, tailored for Chinese and Japanese (CLREQ, JLREQ) and for Thai."""
