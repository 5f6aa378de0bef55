# Letters to who reported.

letters-choose = Begin with a letter
letters-put = Put it below
letters-hint = What is typed below is replaced by it.
problem-unfilled = Something was left open: { $what }. Fill it in, or take it out.
