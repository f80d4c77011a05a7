"""What people meet: the command line and how reports look in it."""
