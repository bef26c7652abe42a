"""What public registers say of somebody: licenses by number, deactivated NPIs, exclusions that a person confirmed."""
