"""The rules that find spans without a learned model: spaCy components and what they share."""
