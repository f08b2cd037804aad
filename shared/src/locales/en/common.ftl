# What every page says, times and spans, and what was asked for.

page-skip = Skip to the content
page-error-prefix = Error:
page-faults = Please have another look
page-footer = This site
page-languages = Language
page-footer-apply = Ask for an account
page-footer-lost = Find my link again
page-footer-board = Board
page-header-account = Your account
page-header-sign-in = Sign in
page-header-queue = Requests
page-continue = Continue
page-check-name = Check if the name is free
page-when = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time } UTC
page-span-moment = less than a minute
page-span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
page-span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
page-span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# What was asked for
page-asked = What was asked for
page-asked-name = Name
page-asked-no-name = none yet
page-asked-reason = Reason
page-asked-no-reason = none given
page-asked-doors = Account on
page-asked-at = Asked on
