#!/usr/bin/perl
open my $row, '<:raw', "../rows/$ENV{QUERY_STRING}" or die;
binmode STDOUT;
local $/;
print <$row>;
