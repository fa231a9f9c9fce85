-- The demo has a database of its own, so that what is tried there never lies among what is real.
create database demo;
