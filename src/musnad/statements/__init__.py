"""Who says what: cues of reported speech, their contents, speakers, stances and chains."""
