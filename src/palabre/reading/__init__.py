"""Reading: from documents and tables to drafts; a draft is never evidence until a person accepts it."""
