"""An invented consultant's life: three years of mail, and a week that answers what is sent."""
