"""How the model that ships in `nlp/model/` is made: invented mail, training, evaluation.

Nothing here runs in the program; `python -m training` makes the weights anew (docs/model-card.md).
"""
