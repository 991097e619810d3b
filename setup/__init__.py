"""Set-up on a bare machine: standard library only, and any Python from 3.8, since nothing exists yet."""
