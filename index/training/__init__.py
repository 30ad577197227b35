"""How is the bundled static table made? Run ``python -m index.training.train_static``; nothing that serves imports this."""
