# How long reports are kept once they are over.

kept-before = How long it is kept after the end, in months: who you are { $identity }, a report that could not be taken up { $early }, any other { $late }. Longer only where a court or an authority needs it.
kept-until = Kept until
kept-identity-until = Who reported is kept until
kept-soon = This will be deleted on { $day }
kept-soon-text = From that day your code opens nothing here. Take your copy before, if it is safe for you to have one. Write to us if it must be kept longer.
kept-goes-identity = Who reported is deleted on { $day }
kept-goes-whole = The case is deleted on { $day }
act-going-said = What will be deleted
act-identity-gone = Who reported was deleted, as the channel had said
line-going-said = It was said what will be deleted, and when
line-identity-gone = Who you are was deleted
channels-kept-identity = Months that who reported is kept after the end
channels-kept-early = Months that a case which was not taken up is kept
channels-kept-late = Months that any other case is kept
channels-kept-hint = From 1 to 600. People read this before they report, and it holds for what comes from then on. Before anything is deleted it is announced for 30 days; a hold stops it.
