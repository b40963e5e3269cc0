"""Gmail, Google Calendar and Google contacts by their APIs, on google-api-python-client."""
