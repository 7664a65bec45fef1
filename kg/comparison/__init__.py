"""Two models side by side, the working view of a meeting: compared, drawn, put in words and in rows."""
