"""What each state lets each profession do: a table of 51 jurisdictions, and a page for each."""
