"""How people are evaluated: regimes, scores, grades and what follows from them, as dated records say (R43-R51, K8)."""
