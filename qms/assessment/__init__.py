"""Judge a standard for oneself: rounds, levels and what lies between here and the bar."""
