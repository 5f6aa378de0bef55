letters-choose = Empezar con una carta
letters-put = Ponerla abajo
letters-hint = Sustituye lo que está escrito abajo.
problem-unfilled = Algo quedó abierto: { $what }. Complételo o quítelo.
