// Placeholder until the search is here.
