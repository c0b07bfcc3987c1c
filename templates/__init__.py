"""模板: what an office can change in Word or Excel without code. Holds files, no code."""
