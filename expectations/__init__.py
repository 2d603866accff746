from expectations.unloaded import leave_unloaded

leave_unloaded()  # before any of these imports Great Expectations
