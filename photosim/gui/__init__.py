"""What a person sees: the only room that imports Qt; one module per thing on the screen."""
