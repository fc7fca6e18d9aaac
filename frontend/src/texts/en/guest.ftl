# The guest's page.
