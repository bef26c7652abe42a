"""What a sentence or a label says of dry needling and of complaints."""
