"""Law as data: numerals, the register, the citation grammar, who cites what."""
