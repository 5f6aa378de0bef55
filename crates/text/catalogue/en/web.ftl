# What the frame of every page says, beside the common words.

field-day = Day
field-month = Month
field-year = Year
problem-link = { $label } – { $problem }
problem-unknown-word = No receipt has the word number { $position }. Please look at it again.
problem-unknown-word-near = No receipt has the word number { $position }. Did you mean “{ $suggestion }”?
problem-receipt-mistyped = One word, or one group of numbers, is not as on the receipt. Please compare them one by one.
problem-receipt-length = There are too few or too many words or digits. Please give all of the receipt.
problem-unknown-receipt = We know no report with this receipt. Please compare every word, or every group of numbers.
problem-empty-file = “{ $name }” is empty, so nothing of it could be kept. Please choose it again, or another file.
