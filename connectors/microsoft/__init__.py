"""Mail, calendar and contacts of Microsoft 365 and Outlook.com by Microsoft Graph, on msal."""
