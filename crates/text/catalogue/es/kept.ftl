# Cuánto tiempo se conservan los informes una vez terminados.

kept-before = Cuánto se conserva después del final, en meses: quién es usted { $identity }, un informe que no se pudo admitir { $early }, cualquier otro { $late }. Más tiempo solo si un tribunal o una autoridad lo necesita.
kept-until = Se conserva hasta
kept-identity-until = La identidad de quien informó se conserva hasta
kept-soon = Esto se borrará el { $day }
kept-soon-text = Desde ese día su código ya no abre nada aquí. Llévese antes su copia, si puede tenerla sin peligro. Escríbanos si hay que conservarlo más tiempo.
kept-goes-identity = La identidad de quien informó se borra el { $day }
kept-goes-whole = El caso se borra el { $day }
act-going-said = Lo que se borrará
act-identity-gone = Se borró la identidad de quien informó, como el canal había dicho
line-going-said = Se anunció qué se borrará y cuándo
line-identity-gone = Se borró quién es usted
channels-kept-identity = Meses que se conserva la identidad después del final
channels-kept-early = Meses que se conserva un caso que no se admitió
channels-kept-late = Meses que se conserva cualquier otro caso
channels-kept-hint = De 1 a 600. La gente lo lee antes de informar, y vale para lo que llegue desde entonces. Antes de borrar nada se anuncia durante 30 días; una retención lo detiene.
