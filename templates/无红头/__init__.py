"""不带红头的通知: a plain notice; what is not here is as in the standard set."""
