"""The Medicare file of clinicians (Doctors and Clinicians)."""
