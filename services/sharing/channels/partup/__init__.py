"""The Part-up channel: publications as messages in a part-up, over the protocol of its web pages (Meteor's DDP)."""
