"""Readers, rules and assembly: from a notice in any form to what it says."""
