"""Names and meanings are Django's: docs.djangoproject.com/en/5.2/topics/i18n/formatting/."""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "j. M Y"
DATETIME_FORMAT = "j. F Y, H:i"
