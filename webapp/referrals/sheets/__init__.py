"""Two sheets to print or to fax, of one Letter page each: options for a patient, and a referral to one person."""
