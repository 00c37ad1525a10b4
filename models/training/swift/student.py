"""The student: what words and their neighbours say, without attention."""

import torch


class Network(torch.nn.Module):
    """Two layers, each over a word piece and its two neighbours; of each the largest value over the text, and the
    mean of the second, go into one hidden layer. A hundredth of the encoder's arithmetic."""

    def __init__(self, words, labels, settings):
        super().__init__()
        width, filters = settings["width"], settings["filters"]
        self.words = torch.nn.Embedding(words, width, padding_idx=0)
        self.near = torch.nn.Linear(3 * width, filters)
        self.far = torch.nn.Linear(3 * filters, filters)
        self.hidden = torch.nn.Linear(3 * filters, settings["hidden"])
        self.head = torch.nn.Linear(settings["hidden"], labels)
        self.dropout = torch.nn.Dropout(settings["dropout"])

    def forward(self, ids, mask):
        """ids, mask: int64 [texts, tokens]; returns logits float32 [texts, labels]. Padding changes nothing."""
        held = mask.unsqueeze(-1).float()
        words = self.dropout(self.words(ids)) * held
        near = torch.relu(self.near(neighbours(words))) * held
        far = torch.relu(self.far(neighbours(near))) * held
        # After ReLU nothing is below the 0 of padding.
        pooled = torch.cat([near.amax(1), far.amax(1), far.sum(1) / held.sum(1)], dim=1)
        return self.head(self.dropout(torch.relu(self.hidden(self.dropout(pooled)))))


def neighbours(states):
    """[texts, tokens, width] -> [texts, tokens, 3 * width]: each state between the one before and the one after."""
    before = torch.nn.functional.pad(states[:, :-1], (0, 0, 1, 0))
    after = torch.nn.functional.pad(states[:, 1:], (0, 0, 0, 1))
    return torch.cat([before, states, after], dim=2)
