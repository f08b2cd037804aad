# What every page says, times and spans, and what was asked for.
#
# Spans stand in the accusative ("2 Tage"), so every text around them asks for it: "noch 2 Tage", never "in 2 Tagen".

page-skip = Zum Inhalt springen
page-error-prefix = Fehler:
page-faults = Bitte schau noch einmal hin
page-footer = Diese Website
page-languages = Sprache
page-footer-apply = Konto anfragen
page-footer-lost = Meinen Link wiederfinden
page-footer-board = Pinnwand
page-header-account = Dein Konto
page-header-sign-in = Anmelden
page-header-queue = Anfragen
page-continue = Weiter
page-check-name = Prüfen, ob der Name frei ist
page-when = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }, { $time } UTC
page-span-moment = weniger als eine Minute
page-span-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
page-span-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
page-span-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}

# What was asked for
page-asked = Was angefragt wurde
page-asked-name = Name
page-asked-no-name = noch keiner
page-asked-reason = Begründung
page-asked-no-reason = keine angegeben
page-asked-doors = Konto bei
page-asked-at = Angefragt am
